<#-- The requested actions in words; one without words shows its id, which is better than nothing. -->
<#assign names = []>
<#list requiredActions![] as id>
<#assign key = "requiredAction." + id, name = msg(key)>
<#assign names += [(name == key)?then(id?lower_case?replace("[_-]", " ", "r"), name)]>
</#list>
