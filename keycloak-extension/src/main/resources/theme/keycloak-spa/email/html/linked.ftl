<#import "template.ftl" as layout>
<#-- A mail with a link, and a code where it was asked for over JSON. Names of accounts stay out of it: whoever gave
     somebody else's address could make them say anything.

     purpose: middle of the message keys, spaMail...What, ...Button and ...Why
     nested: Keycloak's own words, for languages that have no texts of ours -->
<#macro mail purpose actions=[]>
<@layout.emailLayout>
<#if msg("spaMailLanguage") == locale.language>
<p>${msg("spaMail${purpose}What", realmName, newEmail!"")}</p>
<#if actions?has_content>
<ul>
<#list actions as action>
<li>${action}</li>
</#list>
</ul>
</#if>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:24px 0 16px;"><tr><td><!--[if mso]><table role="presentation" cellpadding="14" cellspacing="0" border="0"><tr><td bgcolor="${properties.mailAccent}"><![endif]--><span class="button" style="display:inline-block;border-radius:26px;background:${properties.mailAccent};"><a href="${link}" style="display:inline-block;padding:13px 28px;color:${properties.mailOnAccent};font-weight:600;text-decoration:none;">${msg("spaMail${purpose}Button")}</a></span><!--[if mso]></td></tr></table><![endif]--></td></tr></table>
<p class="muted" style="color:${properties.mailMuted};font-size:14px;line-height:22px;">${msg("spaMailLinkLife", linkExpirationFormatter(linkExpiration))}</p>
<@codeBlock/>
<p class="rule muted" style="margin:24px 0 12px;padding-top:16px;border-top:1px solid ${properties.mailLine};color:${properties.mailMuted};font-size:14px;line-height:22px;">${msg("spaMail${purpose}Why", realmName)}</p>
<#-- Last and small, because it is long. -->
<p class="muted" style="margin:0 0 4px;color:${properties.mailMuted};font-size:14px;line-height:22px;">${msg("spaMailPlainLink")}</p>
<p class="plain" style="margin:0;font-size:11px;line-height:16px;"><a href="${link}" style="color:${properties.mailMuted};text-decoration:none;word-break:break-all;">${link}</a></p>
<#else>
<#nested>
<#if code??>
<div lang="${msg("spaMailLanguage")}" dir="ltr"><@codeBlock/></div>
</#if>
</#if>
</@layout.emailLayout>
</#macro>

<#-- Two groups for the eye; in the text, and so in what is copied, the code has no gap. -->
<#macro codeBlock>
<#if code??>
<p style="margin:24px 0 10px;">${msg("spaMailCode")}</p>
<p class="code" style="margin:0 0 10px;padding:16px 12px;border-radius:14px;background:${properties.mailTint};color:${properties.mailInk};font:700 32px/40px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;letter-spacing:0.08em;text-align:center;white-space:nowrap;"><span style="margin-inline-end:0.45em;">${code[0..*4]}</span><#if code?length gt 4><span>${code[4..]}</span></#if></p>
<p class="muted" style="color:${properties.mailMuted};font-size:14px;line-height:22px;"><#if codeExpiration??>${msg("spaMailCodeLife", linkExpirationFormatter(codeExpiration))} </#if>${msg("spaMailCodeSecret", realmName)}</p>
</#if>
</#macro>
