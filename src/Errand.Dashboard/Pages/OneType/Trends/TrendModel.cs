using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Errand.Dashboard.Pages.Tasks;

namespace Errand.Dashboard.Pages.OneType.Trends;

/// <summary>A value of the summaries of many tasks.</summary>
public sealed record TrendModel
{
    private const int KeyLength = 12;

    public required TrendAddress Address { get; init; }

    /// <summary>What can be drawn.</summary>
    public IReadOnlyList<TrendAxis> Members { get; init; } = [];

    /// <summary>What it can be drawn over.</summary>
    public IReadOnlyList<TrendAxis> Over { get; init; } = [];

    /// <summary>What is drawn; null when there is nothing to draw.</summary>
    public TrendAxis? Y { get; init; }

    public TrendAxis X { get; init; } = TrendAxis.Created;

    /// <summary>The newest tasks.</summary>
    public IReadOnlyList<SummaryValue> Newest { get; init; } = [];

    public TrendGap Gap { get; init; }

    /// <summary>The names of what summaries hold that has no place on an axis.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The search text in pieces, and what is wrong with it, if it cannot be read.</summary>
    public IReadOnlyList<SearchPiece> Pieces { get; init; } = [];

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What tells this choice from others, in the id of an element.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Address}&y={Y?.Path}")))[..KeyLength];

    /// <summary>The plot, as scripts draw it.</summary>
    public string View => JsonSerializer.Serialize(
        new ResultView
        {
            Kind = ResultViewKind.Scatter,
            Title = $"{Address.Type}: {Y?.Words} over {X.Words}",
            X = new ViewColumn { Column = X.Path, Label = X.Words, Unit = X.Unit, Scale = X.Scale },
            Y = Y is null ? [] : [new ViewLine { Column = Y.Path, Label = Y.Words, Unit = Y.Unit, Scale = Y.Scale }],
        },
        ErrandJson.Default.ResultView);
}
