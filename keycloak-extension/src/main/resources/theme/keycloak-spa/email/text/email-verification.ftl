<#ftl output_format="plainText">
<#import "linked.ftl" as linked>
<@linked.mail purpose="Confirm">
${msg("emailVerificationBody", link, linkExpiration, realmName, linkExpirationFormatter(linkExpiration))}
</@linked.mail>
