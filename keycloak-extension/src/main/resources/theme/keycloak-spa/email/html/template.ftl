<#-- The frame of every mail. Styles stand at the elements for programs that drop style sheets; what is in the sheet is
     for dark mode, for small screens, and for Keycloak's own mails, which are bare paragraphs and links. -->
<#macro emailLayout>
<#local content><#nested></#local>
<!DOCTYPE html>
<html lang="${locale.toLanguageTag()}" dir="${ltr?then('ltr', 'rtl')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<#-- Or a telephone would offer to dial the code. -->
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${subject!realmName}</title>
<style>
:root { color-scheme: light dark; }
h2 { margin: 0 0 16px; font: 700 28px/1.2 'Iowan Old Style',Charter,'Source Serif 4',Georgia,'Noto Serif',serif; letter-spacing: -0.02em; }
h1, h2 { text-wrap: balance; }
p, ul { margin: 0 0 16px; }
ul { padding-inline-start: 22px; }
a { color: ${properties.mailAccent}; overflow-wrap: anywhere; }
.card > :last-child, .card > div > :last-child { margin-bottom: 0 !important; }
.code { -webkit-user-select: all; user-select: all; speak-as: digits; }
@media (max-width: 480px) {
  .paper { padding: 20px 12px !important; }
  .card { padding: 28px 22px !important; }
  h1, h2 { font-size: 24px !important; }
  .button, .button a { display: block !important; text-align: center !important; }
  .button a { padding: 13px 16px !important; }
  .code { font-size: 28px !important; }
}
@media (prefers-color-scheme: dark) {
  body, .paper { background: ${properties.mailPaperDark} !important; }
  .card { background: ${properties.mailSurfaceDark} !important; border-color: ${properties.mailLineDark} !important; }
  .card, .brand, h1, h2 { color: ${properties.mailInkDark} !important; }
  .mark, .button { background: ${properties.mailAccentDark} !important; }
  .muted { color: ${properties.mailMutedDark} !important; }
  .rule { border-color: ${properties.mailLineDark} !important; }
  .code { background: ${properties.mailTintDark} !important; color: ${properties.mailInkDark} !important; }
  a { color: ${properties.mailAccentDark} !important; }
  .plain a { color: ${properties.mailMutedDark} !important; }
  .button a { color: ${properties.mailOnAccentDark} !important; }
}
</style>
<!--[if mso]><style>* { font-family: 'Segoe UI', Arial, sans-serif !important; }</style><![endif]-->
</head>
<body style="margin:0;padding:0;background:${properties.mailPaper};">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr>
<td class="paper" align="center" bgcolor="${properties.mailPaper}" style="padding:40px 20px;background:${properties.mailPaper};">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<div style="max-width:560px;margin:0 auto;text-align:start;">
<p class="brand" style="margin:0 4px 16px;color:${properties.mailInk};font:700 17px/24px 'Iowan Old Style',Charter,'Source Serif 4',Georgia,'Noto Serif',serif;"><span class="mark" style="display:inline-block;width:14px;height:14px;border-radius:4px;margin-inline-end:10px;background:${properties.mailAccent};"></span>${realmName}</p>
<div class="card" style="padding:36px 40px;border:1px solid ${properties.mailLine};border-radius:20px;background:${properties.mailSurface};color:${properties.mailInk};font:16px/26px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;overflow-wrap:anywhere;">
<#-- Keycloak's workflow mails bring a heading of their own. -->
<#if !content?markup_string?contains("<h2")>
<h1 style="margin:0 0 16px;color:${properties.mailInk};font:700 28px/1.2 'Iowan Old Style',Charter,'Source Serif 4',Georgia,'Noto Serif',serif;letter-spacing:-0.02em;">${subject!realmName}</h1>
</#if>
${content}
</div>
</div>
<!--[if mso]></td></tr></table><![endif]-->
</td>
</tr>
</table>
</body>
</html>
</#macro>
