<#ftl output_format="plainText">
<#import "linked.ftl" as linked>
<@linked.mail purpose="Reset">
${msg("passwordResetBody", link, linkExpiration, realmName, linkExpirationFormatter(linkExpiration))}
</@linked.mail>
