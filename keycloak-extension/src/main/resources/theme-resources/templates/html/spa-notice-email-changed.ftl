<#-- Goes to the old address, which may be in other hands: the new one stays out, as user name too. -->
<#import "spa-notice.ftl" as notice>
<@notice.mail event="EmailChanged" named=false/>
