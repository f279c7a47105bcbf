using System.Globalization;
using Errand.Results.Indexing;
using Errand.Types;

namespace Errand.Results.Views;

/// <summary>Suggests how a value is looked at by what it is.</summary>
internal sealed class SuggestedViews(ViewWords words)
{
    /// <summary>Of a result with more members the rest is found in the JSON.</summary>
    private const int MostViews = 12;

    private const int MostLevels = 4;

    /// <summary>Up to so many numbers are drawn as bars, more as a line.</summary>
    private const int MostBars = 30;

    /// <summary>Of more arrays, the first are drawn.</summary>
    private const int MostSeries = 32;

    /// <summary>If the longest axis of a path is longer than so many of its shortest one, a step is not equally long on all.</summary>
    private const double MostUnequal = 20;

    /// <summary>A longer text is no single value.</summary>
    private const int LongestValue = 100;

    private static readonly string[] Single = [ResultKind.Null, ResultKind.Boolean, ResultKind.Number, ResultKind.String];

    public IEnumerable<ResultView> Of(ResultNode node, string at)
    {
        IEnumerable<ResultView> views = Of(node, at, at.Length == 0 ? "" : node.Name ?? at, 0).Take(MostViews);
        return IsSingle(node) || (node.IsObject && node.Kind != ResultKind.Media && node.Members.Any(IsSingle))
            ? [.. views, new ResultView { Kind = ResultViewKind.Scalars, Title = "Values", At = at, Y = ValuesOf(node, at) }]
            : views;
    }

    /// <summary>The single members, when their type says more of any than its name does.</summary>
    private ViewLine[] ValuesOf(ResultNode node, string at)
    {
        ViewLine[] lines = [.. node.Members.Where(IsSingle).Select(member => words.Line(PointerText.Below(at, member.Name!)))];
        return lines.Any(line => line.Label is not null || line.Unit is not null) ? lines : [];
    }

    private IEnumerable<ResultView> Of(ResultNode node, string at, string title, int level) => node.Kind switch
    {
        ResultKind.String => IsSingle(node) && words.MediaTypeOf(at) is null ? [] : [TextOf(at, title)],
        ResultKind.Media => [MediaOf(node.MediaType, at, title)],
        ResultKind.Numbers => NumbersOf(node, at, title),
        ResultKind.Complex => ComplexOf(node, at, title, over: null),
        ResultKind.Vectors => VectorsOf(node, at, title, over: null),
        ResultKind.Matrix => [HeatmapOf(at, Or(title, "Matrix")), View(ResultViewKind.Table, at, Or(title, "Rows"))],
        ResultKind.Grid => [HeatmapOf(at, Or(title, "Matrices"))],
        ResultKind.Records => RecordsOf(node, at, title),
        ResultKind.Strings or ResultKind.Booleans or ResultKind.Instants => [View(ResultViewKind.Table, at, Or(title, "Rows"))],
        ResultKind.Array when node.IsRagged => RaggedOf(node, at, title),
        ResultKind.Object or ResultKind.Columns => MembersOf(node, at, title, level),
        _ => [],
    };

    /// <summary>Arrays of one length belong together; the other members each stand for themselves.</summary>
    private IEnumerable<ResultView> MembersOf(ResultNode node, string at, string title, int level)
    {
        List<ColumnGroup> groups = ColumnGroup.In(node, at, words);
        var grouped = groups.SelectMany(group => group.Members).ToHashSet();
        foreach (ColumnGroup group in groups)
        {
            foreach (ResultView view in group.Plots(title))
            {
                yield return view;
            }

            foreach (ResultView path in group.Vectors.SelectMany(
                member => VectorsOf(member, PointerText.Below(at, member.Name!), Joined(title, member.Name!), group.Over)))
            {
                yield return path;
            }

            foreach (ResultView view in group.ComplexViews(title))
            {
                yield return view;
            }

            yield return group.Table(groups.Count == 1 ? Or(title, "Rows") : Joined(title, group.Members[0].Name!));
        }

        foreach (ResultNode member in level < MostLevels ? node.Members.Where(member => !grouped.Contains(member)) : [])
        {
            foreach (ResultView view in Of(member, PointerText.Below(at, member.Name!), Joined(title, member.Name!), level + 1))
            {
                yield return view;
            }
        }
    }

    private IEnumerable<ResultView> NumbersOf(ResultNode node, string at, string title)
    {
        ViewLine line = words.Line(at);
        yield return View(node.Length <= MostBars ? ResultViewKind.Bars : ResultViewKind.Lines, "", Or(title, "Numbers")) with { Y = [line] };
        if (node.Length > 1)
        {
            yield return View(ResultViewKind.Histogram, "", title.Length > 0 ? $"{title}, histogram" : "Histogram") with { Y = [line] };
        }
    }

    private ResultView HeatmapOf(string at, string title) => View(ResultViewKind.Heatmap, at, title) with
    {
        Color = words.Column(at) is ({ Label: not null } or { Unit: not null }) and var values ? values : null,
    };

    private IEnumerable<ResultView> ComplexOf(ResultNode node, string at, string title, ViewColumn? over)
    {
        var views = new ComplexViews(at, ComplexPlace.Of(node, at)!, over, words);
        return [views.Lines(title), .. views.Others(title, node.Length)];
    }

    /// <summary>A line for each array, and how long they are.</summary>
    private IEnumerable<ResultView> RaggedOf(ResultNode node, string at, string title)
    {
        int count = (int)Math.Min(node.Length, MostSeries);
        string which = count < node.Length
            ? string.Create(CultureInfo.InvariantCulture, $", the first {count} of {node.Length:N0}")
            : "";
        yield return View(ResultViewKind.Lines, at, Or(title, "Arrays") + which) with
        {
            Y = [.. Enumerable.Range(0, count).Select(i => words.Line($"{at}/*") with
            {
                Column = string.Create(CultureInfo.InvariantCulture, $"{at}/{i}"),
                Label = null,
            })],
        };
        yield return View(ResultViewKind.Lengths, at, title.Length > 0 ? $"{title}, lengths" : "Lengths");
    }

    /// <summary>A path in the plane or in space; more components are lines.</summary>
    private IEnumerable<ResultView> VectorsOf(ResultNode node, string at, string title, ViewColumn? over)
    {
        int width = (int)node.Sizes[1];
        if (width <= 3)
        {
            yield return View(ResultViewKind.Path, at, Or(title, "Path")) with
            {
                Y = [.. Components(at, width).Select((column, i) => words.Line(column, ColumnGroup.AxisNames[i]))],
                Color = over,
                Equal = AreAlike(node.Columns),
            };
        }

        if (over is null)
        {
            yield return View(ResultViewKind.Lines, "", Or(title, "Components")) with
            {
                Y = [.. Components(at, width).Select(
                    (column, i) => words.Line(column, width <= 3 ? ColumnGroup.AxisNames[i] : i.ToString(CultureInfo.InvariantCulture)))],
            };
            yield return View(ResultViewKind.Table, at, Or(title, "Rows"));
        }
    }

    /// <summary>Whether axes reach equally far, more or less.</summary>
    private static bool AreAlike(IReadOnlyList<NumberFacts> axes)
    {
        double[] extents = [.. axes.Select(axis => (axis.Max / 2) - (axis.Min / 2)).Where(extent => extent > 0)];
        return extents.Length < 2 || extents.Max() <= MostUnequal * extents.Min();
    }

    private IEnumerable<ResultView> RecordsOf(ResultNode node, string at, string title)
    {
        var columns = RecordGroup.Of(node, at, words);
        return columns.Plot(title) is { } plot
            ? [plot, View(ResultViewKind.Table, at, Or(title, "Rows"))]
            : [View(ResultViewKind.Table, at, Or(title, "Rows"))];
    }

    private ResultView TextOf(string at, string title) => words.MediaTypeOf(at) is { } type
        ? MediaOf(type, at, title)
        : View(ResultViewKind.Text, at, Or(title, "Text"));

    private static ResultView MediaOf(string? type, string at, string title)
    {
        string kind = type switch
        {
            "application/pdf" => ResultViewKind.Pdf,
            "text/html" => ResultViewKind.Html,
            "text/markdown" => ResultViewKind.Markdown,
            _ => type?.Split('/')[0] switch
            {
                "image" => ResultViewKind.Image,
                "audio" => ResultViewKind.Audio,
                "video" => ResultViewKind.Video,
                "text" => ResultViewKind.Text,
                _ => ResultViewKind.Tree,
            },
        };
        return View(kind, at, Or(title, type ?? "File"));
    }

    private static IEnumerable<string> Components(string at, int width) =>
        Enumerable.Range(0, width).Select(i => string.Create(CultureInfo.InvariantCulture, $"{at}/*/{i}"));

    private static bool IsSingle(ResultNode node) =>
        Single.Contains(node.Kind) && (node.Kind != ResultKind.String || node.Length <= LongestValue);

    private static ResultView View(string kind, string at, string title) => new() { Kind = kind, Title = title, At = at };

    private static string Or(string title, string other) => title.Length > 0 ? title : other;

    private static string Joined(string title, string name) => title.Length > 0 ? $"{title}/{name}" : name;
}
