namespace Errand;

/// <summary>What a view draws: the values of <see cref="ResultView.Kind"/>. More will come.</summary>
public static class ResultViewKind
{
    /// <summary>Lines over x, or over the number of the row.</summary>
    public const string Lines = "lines";

    /// <summary>Points.</summary>
    public const string Scatter = "scatter";

    /// <summary>Bars.</summary>
    public const string Bars = "bars";

    /// <summary>How many numbers lie in which range, as bars. It has one line: what is counted.</summary>
    public const string Histogram = "histogram";

    /// <summary>A path in the plane or in space.</summary>
    public const string Path = "path";

    /// <summary>A matrix as colours.</summary>
    public const string Heatmap = "heatmap";

    /// <summary>Rows and columns of text.</summary>
    public const string Table = "table";

    /// <summary>How long the arrays of an array are, and from where to where their numbers reach.</summary>
    public const string Lengths = "lengths";

    /// <summary>Single values, each with its name.</summary>
    public const string Scalars = "scalars";

    /// <summary>A picture.</summary>
    public const string Image = "image";

    /// <summary>Sound.</summary>
    public const string Audio = "audio";

    /// <summary>Moving pictures.</summary>
    public const string Video = "video";

    /// <summary>A PDF document.</summary>
    public const string Pdf = "pdf";

    /// <summary>A text in Markdown.</summary>
    public const string Markdown = "markdown";

    /// <summary>A text.</summary>
    public const string Text = "text";

    /// <summary>An HTML document, in a frame in which nothing runs.</summary>
    public const string Html = "html";

    /// <summary>The JSON itself, to unfold. Every result has it.</summary>
    public const string Tree = "tree";
}
