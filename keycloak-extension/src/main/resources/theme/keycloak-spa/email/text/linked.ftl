<#ftl output_format="plainText">
<#-- The same facts as html/linked.ftl. -->
<#macro mail purpose actions=[]>
<#if msg("spaMailLanguage") == locale.language>
${msg("spaMail${purpose}What", realmName, newEmail!"")}

<#if actions?has_content>
<#list actions as action>
- ${action}
</#list>

</#if>
${msg("spaMail${purpose}Button")}:
${link}

${msg("spaMailLinkLife", linkExpirationFormatter(linkExpiration))}

<@codeBlock/>
${msg("spaMail${purpose}Why", realmName)}
<#else>
<#nested>

<@codeBlock/>
</#if>
</#macro>

<#macro codeBlock>
<#if code??>
${msg("spaMailCode")}

${code}

<#if codeExpiration??>${msg("spaMailCodeLife", linkExpirationFormatter(codeExpiration))} </#if>${msg("spaMailCodeSecret", realmName)}

</#if>
</#macro>
