using System.Text;
using Errand.Dashboard.Parts.Charts;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Pages.Home;

/// <summary>A line of a result, small.</summary>
/// <param name="Path">What is drawn, in a box of <see cref="Width"/> by <see cref="Height"/>.</param>
/// <param name="Words">What it is, for people.</param>
public sealed record SparkPath(string Path, string Words)
{
    public const int Width = 96;
    public const int Height = 24;
    private const double Margin = 2;

    /// <summary>Null when there are not two points to draw a line between.</summary>
    /// <param name="series">One column, and perhaps what it is drawn over.</param>
    /// <param name="line">What its author says of it.</param>
    public static SparkPath? Of(ResultSeries series, ViewLine line)
    {
        IReadOnlyList<double> y = series.Series[0].Values;
        IReadOnlyList<double> x = series.X?.Values ?? [.. series.Rows.Select(row => (double)row)];
        double[] finite = [.. y.Where((value, i) => double.IsFinite(value) && double.IsFinite(x[i]))];
        double[] places = [.. x.Where((value, i) => double.IsFinite(value) && double.IsFinite(y[i]))];
        if (finite.Length < 2 || places.Max() == places.Min())
        {
            return null;
        }

        (double low, double high) = (finite.Min(), finite.Max());
        string unit = line.Unit is { } known ? $" {VisibleText.Of(known)}" : "";
        string name = VisibleText.Of(line.Label ?? line.Column);
        return new SparkPath(
            PathOf(x, y, (places.Min(), places.Max()), (low, high)),
            FormattableString.Invariant($"{name} from {low:G4} to {high:G4}{unit}"));
    }

    private static string PathOf(
        IReadOnlyList<double> x, IReadOnlyList<double> y, (double Low, double High) across, (double Low, double High) up)
    {
        var path = new StringBuilder();
        bool isDrawing = false;
        for (int i = 0; i < y.Count; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]))
            {
                isDrawing = false; // A gap.
                continue;
            }

            path.Append(isDrawing ? 'L' : 'M').Append(Place(x[i], across, Width))
                .Append(' ').Append(Place(-y[i], (-up.High, -up.Low), Height));
            isDrawing = true;
        }

        return path.ToString();
    }

    /// <summary>A line that does not rise or fall lies in the middle. Half of each number, since a range may be larger than a
    /// double.</summary>
    private static string Place(double value, (double Low, double High) range, int size)
    {
        double length = (range.High / 2) - (range.Low / 2);
        double share = length == 0 ? 0.5 : ((value / 2) - (range.Low / 2)) / length;
        return ChartBox.Number(Margin + (share * (size - (2 * Margin))));
    }
}
