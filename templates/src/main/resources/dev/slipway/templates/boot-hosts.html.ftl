<#ftl output_format="HTML">
<#macro live>
<p class="summary" role="status">${model.summary()}</p>
<#if model.rows()?size == 0>
<p class="empty"><#if model.filter() == "">No machine has been heard of yet. Switch one on that boots from the network; it appears here with the first thing it asks for.<#else>No machine matches “${model.filter()}”.</#if></p>
<#else>
<ul class="hosts">
<#list model.rows() as row>
<li class="host ${row.mood()}"><a href="${row.link()}">
<span class="who"><strong><#if row.name() != "">${row.name()}<#else>${row.mac()}</#if></strong><span class="about"><#if row.name() != "">${row.mac()} · </#if>${row.about()}</span></span>
<span class="far"><progress max="${row.stages()}" value="${row.stage().number()}">${row.stage().number()} of ${row.stages()}</progress><span class="stage">${row.stage().words()}</span></span>
<span class="what"><#if row.headline() != "">${row.headline()}<#else>${row.words()}</#if></span>
<time datetime="${row.time()}">${row.ago()}</time>
</a></li>
</#list>
</ul>
<#if model.leftOut() gt 0><p class="empty">${model.leftOut()} more; look for a name, an address or a card above.</p></#if>
</#if>
</#macro>
<#if model.fragment()><@live/><#else>
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Machines that boot</title>
<link rel="stylesheet" href="/assets/live.css">
<script src="/assets/live.js" defer></script>
<noscript><meta http-equiv="refresh" content="5"></noscript>
</head>
<body>
<header><h1>Machines that boot</h1>
<form method="get" action="/hosts" role="search"><label for="q">Look for</label><input id="q" name="q" type="search" value="${model.filter()}" placeholder="name, card or address" autocomplete="off" maxlength="80"></form></header>
<main id="live"><@live/></main>
<footer><a href="/hosts.json">JSON</a> <a href="/metrics">Metrics</a> <span id="stale" hidden>The boot server does not answer; what is shown may be old.</span></footer>
</body>
</html>
</#if>
