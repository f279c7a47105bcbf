using Errand.Results.Indexing;
using Errand.Types;

namespace Errand.Results.Views;

/// <summary>The columns of an array of objects.</summary>
internal sealed class RecordGroup
{
    private const int MostLines = 15;

    /// <summary>More texts have no room beside each other.</summary>
    private const int MostCategories = 30;

    private static readonly string[] OverNames = ["t", "time", "x", "step", "epoch", "frequency", "f", "wavelength"];

    private readonly ViewColumn? _over;
    private readonly List<ViewLine> _lines;

    private RecordGroup(ViewColumn? over, List<ViewLine> lines) => (_over, _lines) = (over, lines);

    public static RecordGroup Of(ResultNode node, string at, ViewWords words)
    {
        RecordColumns columns = node.Records!;
        List<string> numbers = [];
        List<string> texts = [];
        List<string> instants = [];
        for (int i = 0; i < columns.Count && !columns.IsTooLong; i++)
        {
            CellKinds kinds = columns.Kinds(i) & ~CellKinds.Null;
            List<string>? alike = kinds switch
            {
                CellKinds.Number => numbers,
                CellKinds.Instant => instants,
                CellKinds.String or (CellKinds.String | CellKinds.Instant) => texts,
                _ => null,
            };
            alike?.Add(columns.Name(i));
        }

        string? number = numbers.Find(name => OverNames.Contains(name, StringComparer.OrdinalIgnoreCase));
        string? instant = number is null ? instants.FirstOrDefault() : null;
        string? text = number is null && instant is null && node.Length <= MostCategories ? texts.FirstOrDefault() : null;
        ViewColumn? over = (number ?? instant ?? text) is { } name ? words.Column(Pointer(name)) : null;
        return new RecordGroup(
            instant is not null ? over! with { Scale = Scale.Time } : text is not null ? over! with { Scale = Scale.Category } : over,
            [.. numbers.Where(name => name != number).Take(MostLines).Select(name => words.Line(Pointer(name)))]);

        string Pointer(string name) => PointerText.Below($"{at}/*", name);
    }

    /// <summary>Null when there are no numbers to draw.</summary>
    public ResultView? Plot(string title) => _lines.Count == 0 ? null : new ResultView
    {
        Kind = _over?.Scale == Scale.Category ? ResultViewKind.Bars : ResultViewKind.Lines,
        Title = title.Length > 0 ? title : "Columns",
        X = _over,
        Y = _lines,
    };
}
