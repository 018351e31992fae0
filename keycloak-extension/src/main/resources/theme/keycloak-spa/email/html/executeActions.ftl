<#import "linked.ftl" as linked>
<#import "actions.ftl" as actions>
<@linked.mail purpose="Actions" actions=actions.names>
${kcSanitize(msg("executeActionsBodyHtml", link, linkExpiration, realmName, actions.names?join(", "), linkExpirationFormatter(linkExpiration)))?no_esc}
</@linked.mail>
