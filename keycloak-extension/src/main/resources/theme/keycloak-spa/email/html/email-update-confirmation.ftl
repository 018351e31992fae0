<#import "linked.ftl" as linked>
<@linked.mail purpose="NewAddress">
${kcSanitize(msg("emailUpdateConfirmationBodyHtml", link, newEmail, realmName, linkExpirationFormatter(linkExpiration)))?no_esc}
</@linked.mail>
