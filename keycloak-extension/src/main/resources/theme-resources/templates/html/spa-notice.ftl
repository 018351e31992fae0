<#import "template.ftl" as layout>
<#-- A notice in the frame of whatever e-mail theme the realm has: plain paragraphs, no link that acts, no secret.

     event: middle of the message keys, spaNotice...What and ...NotYou
     named: whether the user name is shown; it may be an address -->
<#macro mail event named=true>
<#-- Without line breaks, control characters and endless names. -->
<#local name = named?then((user.username!"")?replace("[\\p{C}\\s]+", " ", "r")?truncate_c(64, "…"), "")>
<#local app = appName!realmName>
<@layout.emailLayout>
<div lang="${msg("spaNoticeLanguage")}"<#if msg("spaNoticeLanguage") != locale.language> dir="ltr"</#if>>
<p>${msg("spaNotice${event}What", realmName)}</p>
<#if name?has_content || at??>
<p><#if name?has_content>${msg("spaNoticeUserName")} <b><bdi>${name}</bdi></b></#if><#if name?has_content && at??><br></#if><#if at??>${msg("spaNoticeTime")} ${at}</#if></p>
</#if>
<p>${msg("spaNotice${event}NotYou", realmName, app)}</p>
<#if appUrl?? && appUrl?matches("https?://.*")>
<p>${app}: <a href="${appUrl}">${appUrl}</a></p>
</#if>
</div>
</@layout.emailLayout>
</#macro>
