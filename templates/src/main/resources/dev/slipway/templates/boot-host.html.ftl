<#ftl output_format="HTML">
<#macro live>
<ol class="stages ${model.row().mood()}">
<#list model.stages() as stage>
<li<#if stage.done()> class="done"</#if>>${stage.words()}<#if stage.done()><span class="unseen"> (done)</span></#if></li>
</#list>
</ol>
<p class="summary" role="status">Last heard <time datetime="${model.row().time()}">${model.row().ago()}</time>: ${model.row().words()}</p>
<section aria-labelledby="diagnosis"><h2 id="diagnosis">What the doctor says</h2>
<#if model.diagnoses()?size == 0><p>Nothing is known to be wrong. If the machine stands still, wait a quarter of a minute: silence is what the doctor listens for.</p></#if>
<#list model.diagnoses() as diagnosis>
<article class="diagnosis ${diagnosis.mood()}">
<p><strong>${diagnosis.cause()}</strong> <span class="confidence">${diagnosis.confidence()}</span></p>
<#if diagnosis.evidence()?size gt 0><ul class="evidence"><#list diagnosis.evidence() as line><li>${line}</li></#list></ul></#if>
<#if diagnosis.next()?size gt 0><h3>What to do</h3><ol><#list diagnosis.next() as line><li>${line}</li></#list></ol></#if>
</article>
</#list>
</section>
<section aria-labelledby="facts"><h2 id="facts">What is known</h2>
<dl><#list model.facts() as fact><div><dt>${fact.name()}</dt><dd>${fact.value()}</dd></div></#list></dl>
</section>
<section aria-labelledby="timeline"><h2 id="timeline">What happened, the last first</h2>
<ol class="timeline">
<#list model.events() as event>
<li class="${event.mood()}"><time datetime="${event.time()}">${event.clock()}</time><span class="step">${event.step()}</span><span>${event.words()}</span></li>
</#list>
</ol>
<#if model.leftOut() gt 0><p class="empty">${model.leftOut()} earlier ones are no longer remembered.</p></#if>
</section>
</#macro>
<#if model.fragment()><@live/><#else>
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><#if model.row().name() != "">${model.row().name()}<#else>${model.row().mac()}</#if> – machines that boot</title>
<link rel="stylesheet" href="/assets/live.css">
<script src="/assets/live.js" defer></script>
<noscript><meta http-equiv="refresh" content="5"></noscript>
</head>
<body>
<header><nav><a href="/hosts">All machines</a></nav>
<h1><#if model.row().name() != "">${model.row().name()} <span class="about">${model.row().mac()}</span><#else>${model.row().mac()}</#if></h1></header>
<main id="live"><@live/></main>
<footer><a href="/hosts/${model.row().mac()?replace(':', '-')}.pcap">Capture for Wireshark</a> <a href="/hosts/${model.row().mac()?replace(':', '-')}.json">JSON</a> <span id="stale" hidden>The boot server does not answer; what is shown may be old.</span></footer>
</body>
</html>
</#if>
