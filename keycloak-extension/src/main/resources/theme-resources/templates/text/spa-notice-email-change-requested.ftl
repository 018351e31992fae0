<#ftl output_format="plainText">
<#import "spa-notice.ftl" as notice>
<@notice.mail event="EmailChangeRequested"/>
