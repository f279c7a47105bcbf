using System.Globalization;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>What a picture says of itself.</summary>
internal static class PictureWords
{
    private const int MostSaid = 4;

    /// <summary>How much of the result is drawn: the line below the plot.</summary>
    public static string Caption(ResultView view, PictureRows rows, PicturePlan plan)
    {
        if (rows.Length == 0)
        {
            return "no rows: there is nothing to draw";
        }

        List<string> parts = [PointsOf(view, rows)];
        if (rows.Drawn < rows.Length && view.Kind != ResultViewKind.Path)
        {
            parts.Add("every extreme kept");
        }

        if (rows.Drawn < rows.Length && rows.Tolerance is > 0 and < 0.5 and double tolerance)
        {
            parts.Add($"within 1/{Amounts.Count((long)Math.Min(100_000, Math.Floor((1 / tolerance) + 1e-9)))} of each axis");
        }

        if (rows.Lines.Count < view.Y.Count && view.Kind != ResultViewKind.Path)
        {
            parts.Add($"the first {Amounts.Count(rows.Lines.Count)} of {Amounts.Count(view.Y.Count)} lines");
        }

        if (rows.Gaps > 0)
        {
            parts.Add($"{Amounts.Count(rows.Gaps)} {(rows.Gaps == 1 ? "gap" : "gaps")} where there is no finite number");
        }

        parts.AddRange(WithoutLogarithm(plan));
        return string.Join(" · ", parts);
    }

    /// <summary>What there is to see, for those who do not see it.</summary>
    public static string Sentence(ResultView view, PictureRows rows)
    {
        string what = view.Kind switch
        {
            ResultViewKind.Bars => "Bars",
            ResultViewKind.Scatter => "Points",
            ResultViewKind.Path => "Path",
            _ => rows.Lines.Count == 1 ? "Line" : $"{Amounts.Count(rows.Lines.Count)} lines",
        };
        string[] said = [.. rows.Lines.Take(MostSaid).Select(Extent)];
        return $"{what}, {PointsOf(view, rows)}: {string.Join("; ", said)}{(rows.Lines.Count > MostSaid ? "; …" : "")}";
    }

    private static string PointsOf(ResultView view, PictureRows rows) =>
        rows.Categories is { } categories && rows.Drawn < rows.Length
            ? $"{Amounts.Count(rows.Drawn)} of {Points(rows.Length)} drawn, those of {Amounts.Count(categories.Count)} names"
        : rows.Drawn < rows.Length ? $"{Amounts.Count(rows.Drawn)} of {Points(rows.Length)}{OfLines(rows)} drawn"
        : rows.Length == 1 ? "1 point"
        : $"all {Points(rows.Length)}{OfLines(rows)}";

    private static string OfLines(PictureRows rows) => rows.IsUnequal ? $" of {Amounts.Count(rows.Lines.Count)} lines" : "";

    private static IEnumerable<string> WithoutLogarithm(PicturePlan plan)
    {
        int below = plan.Panels.SelectMany(panel => panel.Lines).Where(line => line.Axis.Scale == Scale.Log)
            .Sum(line => line.Line.Y.Count(value => value <= 0));
        return below == 0 ? []
            : [$"{Amounts.Count(below)} drawn {(below == 1 ? "value" : "values")} ≤ 0, which {(below == 1 ? "has" : "have")} no logarithm"];
    }

    private static string Points(long count) => $"{Amounts.Count(count)} point{(count == 1 ? "" : "s")}";

    private static string Extent(PictureLine line)
    {
        double[] values = [.. line.Y.Where(double.IsFinite)];
        return values.Length == 0 ? $"{line.Name} without values" : string.Create(
            CultureInfo.InvariantCulture, $"{line.Name} from {NumberWords.Of(values.Min())} to {NumberWords.Of(values.Max())}");
    }
}
