<#import "linked.ftl" as linked>
<@linked.mail purpose="Confirm">
${kcSanitize(msg("emailVerificationBodyHtml", link, linkExpiration, realmName, linkExpirationFormatter(linkExpiration)))?no_esc}
</@linked.mail>
