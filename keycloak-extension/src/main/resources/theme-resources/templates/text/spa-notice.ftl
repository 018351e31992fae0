<#ftl output_format="plainText">
<#-- The same facts as html/spa-notice.ftl. -->
<#macro mail event named=true>
<#local name = named?then((user.username!"")?replace("[\\p{C}\\s]+", " ", "r")?truncate_c(64, "…"), "")>
<#local app = appName!realmName>
${msg("spaNotice${event}What", realmName)}

<#if name?has_content>
${msg("spaNoticeUserName")} ${name}
</#if>
<#if at??>
${msg("spaNoticeTime")} ${at}
</#if>
<#if name?has_content || at??>

</#if>
${msg("spaNotice${event}NotYou", realmName, app)}
<#if appUrl?? && appUrl?matches("https?://.*")>

${app}: ${appUrl}
</#if>
</#macro>
