<#import "linked.ftl" as linked>
<@linked.mail purpose="Reset">
${kcSanitize(msg("passwordResetBodyHtml", link, linkExpiration, realmName, linkExpirationFormatter(linkExpiration)))?no_esc}
</@linked.mail>
