using Errand.Dashboard.Pages.Results.Media;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Results;

/// <summary>A result as it is looked at: the ways there are, and the one that is shown.</summary>
public sealed record ViewerModel
{
    /// <summary>What the result is.</summary>
    public required ResultShape Shape { get; init; }

    /// <summary>The place of what is shown among the views of the result.</summary>
    public required int Index { get; init; }

    public required ViewContent Content { get; init; }

    public required ViewerAddress Address { get; init; }

    public required long TaskId { get; init; }

    /// <summary>The type of the task.</summary>
    public required string Type { get; init; }

    /// <summary>The address of the result in the API, without the base.</summary>
    public string Api => $"/v1/tasks/{TaskId}/result";

    /// <summary>The page of the result alone, without the base.</summary>
    public string Page => $"/tasks/{TaskId}/result";

    /// <summary>The view as a picture, if it is one that has such.</summary>
    public string Picture => $"{Page}/plot.svg?view={Amounts.Plain(Index)}";

    /// <summary>What files that are made of it are called, without the ending.</summary>
    public string FileName => $"task-{TaskId}-{Type}";

    public IReadOnlyList<ResultView> Views => Shape.Views ?? [];

    public ResultView View => Views[Index];

    /// <summary>The scripts that draw it.</summary>
    public IReadOnlyList<string> Scripts => Content switch
    {
        PlotContent => PlotKinds.ScriptsOf(View),
        MediaContent => ["media.js"],
        _ => [],
    };

    public IReadOnlyList<string> Styles => Content switch
    {
        PlotContent => PlotKinds.Styles,
        MediaContent or TextContent or MarkdownContent => ["media.css"],
        _ => [],
    };
}
