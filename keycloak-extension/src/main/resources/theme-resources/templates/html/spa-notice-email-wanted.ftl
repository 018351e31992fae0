<#import "spa-notice.ftl" as notice>
<@notice.mail event="EmailWanted"/>
