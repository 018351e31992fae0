<#ftl output_format="plainText">
<#import "linked.ftl" as linked>
<#import "/html/actions.ftl" as actions>
<@linked.mail purpose="Actions" actions=actions.names>
${msg("executeActionsBody", link, linkExpiration, realmName, actions.names?join(", "), linkExpirationFormatter(linkExpiration))}
</@linked.mail>
