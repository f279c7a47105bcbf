using System.Globalization;

namespace Errand;

/// <summary>Says how a result is looked at. Begin with what is drawn, such as <see cref="Lines"/>; then name the columns.</summary>
/// <remarks>A column is a JSON Pointer (RFC 6901) in which <c>*</c> stands for each element of an array: <c>/r/*/2</c> is the third number
/// of each element of <c>r</c>. Of complex numbers at <c>/z</c>, <c>abs(/z)</c> are the magnitudes and <c>arg(/z)</c> the phases. A pointer
/// that the schema of the result rules out stops the program at its start.</remarks>
public sealed class ResultViewBuilder
{
    /// <summary>Columns that one plot has at most: those that one request for a series has.</summary>
    private const int MostColumns = 16;

    private static readonly string[] Plots = [ResultViewKind.Lines, ResultViewKind.Scatter, ResultViewKind.Bars];

    private ResultView? _view;

    internal ResultViewBuilder()
    {
    }

    /// <summary>Lines over <see cref="X"/>, one for each <see cref="Y"/>.</summary>
    /// <param name="title">For people.</param>
    public ResultViewBuilder Lines(string title) => Begin(ResultViewKind.Lines, title, "");

    /// <summary>Points over <see cref="X"/>, of one colour for each <see cref="Y"/>.</summary>
    /// <param name="title">For people.</param>
    public ResultViewBuilder Scatter(string title) => Begin(ResultViewKind.Scatter, title, "") is { } begun ? begun.Unconnected() : this;

    /// <summary>Bars over <see cref="X"/>, one for each row and <see cref="Y"/>.</summary>
    /// <param name="title">For people.</param>
    public ResultViewBuilder Bars(string title) => Begin(ResultViewKind.Bars, title, "");

    /// <summary>How many numbers lie in which range, as bars. One <see cref="Y"/> says which numbers; all of them are counted.</summary>
    /// <param name="title">For people.</param>
    public ResultViewBuilder Histogram(string title) => Begin(ResultViewKind.Histogram, title, "");

    /// <summary>A path in the plane or in space. Say by <see cref="Axes"/> what its axes are called.</summary>
    /// <param name="title">For people.</param>
    /// <param name="at">An array of two or three numbers for each point.</param>
    public ResultViewBuilder Path(string title, string at) => Begin(ResultViewKind.Path, title, at);

    /// <summary>A matrix as colours. <see cref="X"/> says where its columns are and <see cref="Y"/> where its rows are;
    /// <see cref="ColorBy"/> what its values are called.</summary>
    /// <param name="title">For people.</param>
    /// <param name="at">An array of arrays of numbers.</param>
    public ResultViewBuilder Heatmap(string title, string at = "") => Begin(ResultViewKind.Heatmap, title, at);

    /// <summary>Rows and columns of text; all columns, or those that <see cref="Y"/> names.</summary>
    /// <param name="title">For people.</param>
    /// <param name="at">An array, or an object of arrays of one length.</param>
    public ResultViewBuilder Table(string title, string at = "") => Begin(ResultViewKind.Table, title, at);

    /// <summary>Single values, each with its name; all of an object, or those that <see cref="Y"/> names.</summary>
    /// <param name="title">For people.</param>
    /// <param name="at">An object.</param>
    public ResultViewBuilder Scalars(string title, string at = "") => Begin(ResultViewKind.Scalars, title, at);

    /// <summary>A picture.</summary>
    /// <param name="title">For people.</param>
    /// <param name="at">A <c>data:</c> URI, an object of <c>mediaType</c> and <c>data</c> in base64, or bytes whose member says by
    /// <see cref="MediaTypeAttribute"/> what they are.</param>
    public ResultViewBuilder Image(string title, string at = "") => Begin(ResultViewKind.Image, title, at);

    /// <summary>Sound.</summary>
    /// <inheritdoc cref="Image" path="/param"/>
    public ResultViewBuilder Audio(string title, string at = "") => Begin(ResultViewKind.Audio, title, at);

    /// <summary>Moving pictures.</summary>
    /// <inheritdoc cref="Image" path="/param"/>
    public ResultViewBuilder Video(string title, string at = "") => Begin(ResultViewKind.Video, title, at);

    /// <summary>A PDF document.</summary>
    /// <inheritdoc cref="Image" path="/param"/>
    public ResultViewBuilder Pdf(string title, string at = "") => Begin(ResultViewKind.Pdf, title, at);

    /// <summary>A text in Markdown.</summary>
    /// <param name="title">For people.</param>
    /// <param name="at">A string.</param>
    public ResultViewBuilder Markdown(string title, string at = "") => Begin(ResultViewKind.Markdown, title, at);

    /// <summary>A text, line by line.</summary>
    /// <inheritdoc cref="Markdown" path="/param"/>
    public ResultViewBuilder Text(string title, string at = "") => Begin(ResultViewKind.Text, title, at);

    /// <summary>An HTML document, shown in a frame in which no script runs.</summary>
    /// <inheritdoc cref="Markdown" path="/param"/>
    public ResultViewBuilder Html(string title, string at = "") => Begin(ResultViewKind.Html, title, at);

    /// <summary>A part of the JSON, to unfold.</summary>
    /// <param name="title">For people.</param>
    /// <param name="at">Any value.</param>
    public ResultViewBuilder Tree(string title, string at = "") => Begin(ResultViewKind.Tree, title, at);

    /// <summary>What the rest is drawn over. Default: the number of the row.</summary>
    /// <param name="column">A pointer to a number of each row.</param>
    /// <param name="label">What it is called. Default: what its schema or the pointer says.</param>
    /// <param name="unit">The unit of its values. Default: what its schema says.</param>
    /// <param name="scale">How its axis is laid out.</param>
    public ResultViewBuilder X(string column, string? label = null, string? unit = null, Scale scale = Scale.Linear)
    {
        Needs("X", [.. Plots, ResultViewKind.Heatmap]);
        return With(View with { X = ColumnOf(column, label, unit, scale) });
    }

    /// <summary>Something that is drawn, or listed in a table or among scalars. May be said several times.</summary>
    /// <param name="column">A pointer to a number of each row.</param>
    /// <param name="label">What it is called. Default: what its schema or the pointer says.</param>
    /// <param name="unit">The unit of its values. Default: what its schema says.</param>
    /// <param name="scale">How its axis is laid out.</param>
    /// <param name="side">Where its axis stands.</param>
    /// <param name="error">A pointer to the lengths of error bars, to both sides.</param>
    /// <param name="low">A pointer to their lower ends.</param>
    /// <param name="high">A pointer to their upper ends.</param>
    public ResultViewBuilder Y(
        string column, string? label = null, string? unit = null, Scale scale = Scale.Linear, Side side = Side.Left, string? error = null,
        string? low = null, string? high = null)
    {
        Needs("Y", [.. Plots, ResultViewKind.Histogram, ResultViewKind.Heatmap, ResultViewKind.Table, ResultViewKind.Scalars]);
        var line = new ViewLine
        {
            Column = Column(column),
            Label = label,
            Unit = unit,
            Scale = scale,
            Side = side,
            Error = error is null ? null : Column(error),
            Low = low is null ? null : Column(low),
            High = high is null ? null : Column(high),
        };
        return With(View with { Y = [.. View.Y, line] });
    }

    /// <summary>What the axes of a path are called.</summary>
    /// <param name="x">The first number of each point.</param>
    /// <param name="y">The second.</param>
    /// <param name="z">The third; null: the path is in the plane.</param>
    /// <param name="unit">Of all of them.</param>
    public ResultViewBuilder Axes(string x, string y, string? z = null, string? unit = null)
    {
        Needs("Axes", [ResultViewKind.Path]);
        string[] labels = z is null ? [x, y] : [x, y, z];
        return With(View with
        {
            Y =
            [
                .. labels.Select((label, i) => new ViewLine
                {
                    Column = string.Create(CultureInfo.InvariantCulture, $"{View.At}/*/{i}"),
                    Label = label,
                    Unit = unit,
                }),
            ],
        });
    }

    /// <summary>What gives a path or points their colours; of a heat map, what its values are called.</summary>
    /// <param name="column">A pointer to a number of each row; of a heat map, to its matrix.</param>
    /// <param name="label">What it is called. Default: what its schema or the pointer says.</param>
    /// <param name="unit">The unit of its values. Default: what its schema says.</param>
    /// <param name="scale">How colours are given to them.</param>
    public ResultViewBuilder ColorBy(string column, string? label = null, string? unit = null, Scale scale = Scale.Linear)
    {
        Needs("ColorBy", [ResultViewKind.Path, ResultViewKind.Scatter, ResultViewKind.Heatmap]);
        return With(View with { Color = ColumnOf(column, label, unit, scale) });
    }

    /// <summary>Has a step be equally long on all axes of a path.</summary>
    public ResultViewBuilder EqualScale()
    {
        Needs("EqualScale", [ResultViewKind.Path]);
        return With(View with { Equal = true });
    }

    /// <summary>Does not connect points that follow one another.</summary>
    public ResultViewBuilder Unconnected()
    {
        Needs("Unconnected", [ResultViewKind.Lines, ResultViewKind.Scatter, ResultViewKind.Path]);
        return With(View with { Connect = false });
    }

    /// <exception cref="ArgumentException">It is not complete.</exception>
    internal ResultView Build()
    {
        ResultView view = View;
        bool isPlot = Plots.Contains(view.Kind);
        return isPlot && view.Y.Count == 0 ? throw Wrong("draws nothing: say by Y what it draws")
            : isPlot && Columns(view) > MostColumns ? throw Wrong(string.Create(
                CultureInfo.InvariantCulture, $"has {Columns(view)} columns, errors among them; {MostColumns} are the most"))
            : view.Kind == ResultViewKind.Histogram && view.Y.Count != 1 ? throw Wrong("has one Y, the numbers that are counted")
            : view.Kind == ResultViewKind.Heatmap && view.Y.Count > 1 ? throw Wrong("has several Y; a heat map has one, where its rows are")
            : view;
    }

    private static int Columns(ResultView view) =>
        (view.X is null ? 0 : 1) + (view.Color is null ? 0 : 1)
        + view.Y.Sum(line => 1 + (line.Error is null ? 0 : 1) + (line.Low is null ? 0 : 1) + (line.High is null ? 0 : 1));

    private ResultView View => _view
        ?? throw new ArgumentException("A view begins with what it draws: Lines, Scatter, Bars, Path, Heatmap, Table or another one.");

    private ResultViewBuilder Begin(string kind, string title, string at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        if (_view is not null)
        {
            throw Wrong("draws two things; say each in a WithView of its own");
        }

        _view = new ResultView { Kind = kind, Title = title };
        return With(_view with { At = Pointer(at) });
    }

    private ResultViewBuilder With(ResultView view)
    {
        _view = view;
        return this;
    }

    private void Needs(string method, string[] kinds)
    {
        if (!kinds.Contains(View.Kind))
        {
            throw Wrong($"is of the kind {View.Kind}, which has no {method}; {string.Join(", ", kinds)} have");
        }
    }

    private ViewColumn ColumnOf(string column, string? label, string? unit, Scale scale) => new()
    {
        Column = Column(column),
        Label = label,
        Unit = unit,
        Scale = scale,
    };

    private string Column(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        Pointer(ColumnText.PointerOf(column));
        return column;
    }

    private string Pointer(string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        return PointerText.IsPointer(pointer) ? pointer : throw Wrong($"names \"{pointer}\", which is not a JSON Pointer like /r/*/2");
    }

    private ArgumentException Wrong(string why) => new($"The view \"{View.Title}\" {why}.");
}
