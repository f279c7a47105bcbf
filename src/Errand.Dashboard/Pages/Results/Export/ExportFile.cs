using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Json;
using Errand.Dashboard.Parts.Texts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results.Export;

/// <summary>Writes a result as one HTML file with its style, scripts and data: it opens from a disk, and asks no one for
/// anything.</summary>
internal sealed class ExportFile(PageRequest request, TaskView task, ResultShape shape, IReadOnlyList<ResultView> plots)
{
    private const int MostArgs = 65_536;

    /// <summary>Each takes tens of megabytes while it is written.</summary>
    private static readonly SemaphoreSlim Turns = new(2);

    private static readonly string[] Styles = ["app.css", "viewer.css", .. PlotKinds.Styles, "export.css"];

    public async Task WriteAsync(Stream body, CancellationToken cancellationToken)
    {
        await Turns.WaitAsync(cancellationToken);
        try
        {
            ExportData data = await ExportReader.ReadAsync(request, new TaskId(task.Id), plots, cancellationToken);
            await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
            await WriteHeadAsync(writer);
            await WriteTaskAsync(writer);
            await writer.WriteAsync("<script type=\"application/json\" id=\"data\">");
            await writer.FlushAsync(cancellationToken);
            await data.WriteAsync(body, cancellationToken);
            await writer.WriteAsync($"</script>\n<script>{Scripts()}</script>\n</body>\n</html>\n");
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>Only the style and the scripts of this very file may do anything in it.</summary>
    private async Task WriteHeadAsync(StreamWriter writer)
    {
        string style = Joined(Styles);
        await writer.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{HashOf(Scripts())}'; style-src '{HashOf(style)}'; img-src data: blob:; require-trusted-types-for 'script'; trusted-types 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Errand {Version}">
            <title>{Html($"Result of #{task.Id} {task.Type}")}</title>
            <style>{style}</style>
            </head>
            <body class="export">

            """);
    }

    private async Task WriteTaskAsync(StreamWriter writer)
    {
        string home = $"{request.Origin}{SiteFinder.Of(request).Url($"/tasks/{task.Id}/result")}";
        await writer.WriteAsync(
            $"""
            <main>
            <header>
            <h1><a href="{Html(home)}" rel="noreferrer">{Html($"#{task.Id} {task.Type}")}</a></h1>
            <p class="muted">{Html($"{ShapeWords.OfWhole(shape)} · submitted {Instant.Whole(task.CreatedAt)}{Finished} · saved {Instant.Whole(request.Now)} · Errand {Version}")}</p>
            </header>
            <noscript><p>The plots need JavaScript.</p></noscript>

            """);
        await WriteSummaryAsync(writer);
        for (int i = 0; i < plots.Count; i++)
        {
            await writer.WriteAsync(
                $"<section><h2>{Html(VisibleText.Of(plots[i].Title))}</h2><figure class=\"plot-box\" data-plot=\"{Amounts.Plain(i)}\" data-name=\"{Html($"task-{task.Id}-{task.Type}-{i}")}\"></figure></section>\n");
        }

        if (task.Args is { } args)
        {
            JsonText text = JsonPrinter.Print(args, MostArgs);
            await writer.WriteAsync($"<section><h2>Arguments</h2><pre class=\"block\" tabindex=\"0\">{Html(string.Concat(text.Pieces.Select(piece => piece.Text)))}{(text.IsCut ? "…" : "")}</pre></section>\n");
        }

        await writer.WriteAsync("</main>\n");
    }

    private async Task WriteSummaryAsync(StreamWriter writer)
    {
        if (task.Summary is not { ValueKind: JsonValueKind.Object } summary)
        {
            return;
        }

        await writer.WriteAsync("<dl class=\"summary\">");
        foreach (JsonProperty member in summary.EnumerateObject())
        {
            string value = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
            await writer.WriteAsync($"<div><dt>{Html(VisibleText.Of(member.Name))}</dt><dd>{Html(VisibleText.Of(value))}</dd></div>");
        }

        await writer.WriteAsync("</dl>\n");
    }

    private string Finished => task.FinishedAt is { } finished ? $" · finished {Instant.Whole(finished)}" : "";

    private static string Version { get; } = typeof(ExportFile).Assembly.GetName().Version!.ToString(3);

    /// <summary>Those that draw these plots, and the one that starts them.</summary>
    private string Scripts() => Joined(
        [.. plots.SelectMany(PlotKinds.ScriptsOf).Where(name => name != PlotKinds.PageScript).Distinct(StringComparer.Ordinal)
            .OrderBy(name => name == "viewer.js"), "export.js"]);

    private string Joined(IEnumerable<string> names) =>
        string.Join('\n', names.Select(name => Encoding.UTF8.GetString(request.Assets.Find(name)!.Content)));

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);
}
