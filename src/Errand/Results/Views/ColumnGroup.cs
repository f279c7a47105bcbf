using System.Globalization;
using Errand.Results.Indexing;
using Errand.Types;

namespace Errand.Results.Views;

/// <summary>Arrays of one length in an object: the columns of one table.</summary>
/// <param name="at">Where the object is.</param>
/// <param name="members">Two or more.</param>
/// <param name="words">What its columns are called.</param>
/// <param name="parts">Where the parts of complex numbers are, if two of the members are these.</param>
internal sealed class ColumnGroup(string at, IReadOnlyList<ResultNode> members, ViewWords words, ComplexPlace? parts)
{
    public static readonly string[] AxisNames = ["x", "y", "z"];

    /// <summary>What one request for a series may have.</summary>
    private const int MostColumns = 16;

    /// <summary>Names that what the rest is drawn over often has.</summary>
    private static readonly string[] OverNames = ["t", "time", "times", "x", "step", "steps", "epoch", "frequency", "f", "wavelength"];

    private static readonly string[] Grouped =
        [
            ResultKind.Numbers, ResultKind.Vectors, ResultKind.Matrix, ResultKind.Complex, ResultKind.Strings, ResultKind.Booleans,
            ResultKind.Instants,
        ];

    private readonly ResultNode? _over =
        members.FirstOrDefault(member => member.Kind is ResultKind.Numbers or ResultKind.Instants
                && OverNames.Contains(member.Name, StringComparer.OrdinalIgnoreCase))
            ?? members.FirstOrDefault(member => member.Kind == ResultKind.Instants)
            ?? members.FirstOrDefault(member => member.Kind == ResultKind.Numbers && (member.Numbers.IsRising || member.Numbers.IsFalling)
                && !IsPart(at, member, parts));

    public IReadOnlyList<ResultNode> Members => members;

    /// <summary>What the rest is drawn over; null: the number of the row.</summary>
    public ViewColumn? Over => _over is null ? null
        : words.Column(PointerText.Below(at, _over.Name!)) is var column && _over.Kind == ResultKind.Instants
            ? column with { Scale = Scale.Time }
            : column;

    public IEnumerable<ResultNode> Vectors => members.Where(IsPath);

    /// <summary>The groups of an object, the largest first.</summary>
    public static List<ColumnGroup> In(ResultNode node, string at, ViewWords words) =>
    [
        .. node.Members.Where(member => Grouped.Contains(member.Kind) && member.Length >= 2)
            .Where(member => member.Kind != ResultKind.Matrix || IsPath(member))
            .GroupBy(member => member.Length)
            .Where(group => group.Count() >= 2)
            .OrderByDescending(group => group.Key)
            .Select(group => new ColumnGroup(at, [.. group], words, PartsIn(node, at, group.Key))),
    ];

    /// <summary>Lines, if there are numbers to draw.</summary>
    public IEnumerable<ResultView> Plots(string title)
    {
        List<ViewLine> lines = [];
        int columns = _over is null ? 0 : 1;
        foreach (ResultNode member in members.Where(member => member != _over && !IsError(member)))
        {
            ViewLine[] more = [.. LinesOf(member)];
            columns += more.Sum(line => 1 + (line.Error is null ? 0 : 1) + (line.Low is null ? 0 : 2));
            if (columns > MostColumns)
            {
                break;
            }

            lines.AddRange(more);
        }

        if (lines.Count > 0)
        {
            yield return new ResultView
            {
                Kind = ResultViewKind.Lines,
                Title = title.Length > 0 ? title
                    : parts is not null && lines.Count == 2 ? "Real and imaginary"
                    : _over is null ? "Lines"
                    : $"Over {Over!.Label ?? _over.Name}",
                X = Over,
                Y = lines,
            };
        }
    }

    /// <summary>What else complex numbers are shown as.</summary>
    public IEnumerable<ResultView> ComplexViews(string title) =>
    [
        .. parts is null ? [] : new ComplexViews(at, parts, Over, words).Others(title, members[0].Length),
        .. members.Where(member => member.Kind == ResultKind.Complex).SelectMany(member =>
            ComplexOf(member).Others(title.Length > 0 ? $"{title}/{member.Name}" : member.Name!, member.Length)),
    ];

    public ResultView Table(string title) => new()
    {
        Kind = ResultViewKind.Table,
        Title = title,
        At = at,
        Y = [.. members.Select(member => words.Line(PointerText.Below(at, member.Name!)))],
    };

    /// <summary>Whether each row is a point; few rows make a small matrix, too.</summary>
    private static bool IsPath(ResultNode member) =>
        member.Kind is ResultKind.Vectors or ResultKind.Matrix && member.Sizes[1] is 2 or 3;

    private IEnumerable<ViewLine> LinesOf(ResultNode member)
    {
        string pointer = PointerText.Below(at, member.Name!);
        return member.Kind switch
        {
            ResultKind.Numbers =>
            [
                words.Line(pointer) with
                {
                    Error = PointerOf(ErrorOf(member)),
                    Low = BoundsOf(member) is var (low, _) ? PointerOf(low) : null,
                    High = BoundsOf(member) is var (_, high) ? PointerOf(high) : null,
                },
            ],
            ResultKind.Vectors or ResultKind.Matrix when IsPath(member) =>
            [
                .. AxisNames.Take((int)member.Sizes[1]).Select((axis, i) => words.Line(
                    string.Create(CultureInfo.InvariantCulture, $"{pointer}/*/{i}"),
                    $"{words.Column(pointer).Label ?? member.Name}.{axis}")),
            ],
            ResultKind.Complex => ComplexOf(member).Parts.Select(part => part with { Label = $"{member.Name}, {part.Label}" }),
            _ => [],
        };
    }

    private ComplexViews ComplexOf(ResultNode member)
    {
        string pointer = PointerText.Below(at, member.Name!);
        return new ComplexViews(pointer, ComplexPlace.Of(member, pointer)!, Over, words);
    }

    private static bool IsPart(string at, ResultNode member, ComplexPlace? parts) =>
        parts is not null && PointerText.Below(at, member.Name!) is var pointer && (pointer == parts.Real || pointer == parts.Imaginary);

    private static ComplexPlace? PartsIn(ResultNode node, string at, long length) =>
        ComplexPlace.Of(node, at) is { } parts && node.Members.Any(member => member.Length == length && IsPart(at, member, parts))
            ? parts
            : null;

    private bool IsError(ResultNode member) =>
        words.ErrorOf(PointerText.Below(at, member.Name!)) is not null
        || members.Any(other => other != member && (ErrorOf(other) == member || IsBound(member, other)));

    private bool IsBound(ResultNode member, ResultNode other) =>
        BoundsOf(other) is var (low, high) && (low == member || high == member);

    /// <summary>The member with the errors of another one, by declaration or by name.</summary>
    private ResultNode? ErrorOf(ResultNode member)
    {
        string pointer = PointerText.Below(at, member.Name!);
        return members.FirstOrDefault(other => words.ErrorOf(PointerText.Below(at, other.Name!)) == pointer)
            ?? Named($"{member.Name}Err") ?? Named($"{member.Name}_err") ?? Named($"sigma_{member.Name}");
    }

    private (ResultNode Low, ResultNode High)? BoundsOf(ResultNode member) =>
        (Named($"{member.Name}Low") ?? Named($"{member.Name}_low")) is { } low
        && (Named($"{member.Name}High") ?? Named($"{member.Name}_high")) is { } high
            ? (low, high)
            : null;

    private ResultNode? Named(string name) => members.FirstOrDefault(member => member.Name == name && member.Kind == ResultKind.Numbers);

    private string? PointerOf(ResultNode? member) => member is null ? null : PointerText.Below(at, member.Name!);
}
