<#ftl output_format="plainText">
<#import "linked.ftl" as linked>
<@linked.mail purpose="NewAddress">
${msg("emailUpdateConfirmationBody", link, newEmail, realmName, linkExpirationFormatter(linkExpiration))}
</@linked.mail>
