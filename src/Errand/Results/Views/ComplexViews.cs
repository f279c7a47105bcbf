using Errand.Results.Indexing;
using Errand.Types;

namespace Errand.Results.Views;

/// <summary>How complex numbers are looked at: as two parts, as magnitude and phase, and in their plane.</summary>
/// <param name="at">Where they are: an array of them, or an object of two arrays.</param>
/// <param name="place">Where their parts are.</param>
/// <param name="over">What they are drawn over; null: the number of the row.</param>
/// <param name="words">What its columns are called.</param>
internal sealed class ComplexViews(string at, ComplexPlace place, ViewColumn? over, ViewWords words)
{
    /// <summary>Up to so many are single points, such as roots and poles; more are a path, such as a signal.</summary>
    private const int MostPoints = 100;

    public IReadOnlyList<ViewLine> Parts => [Real, Imaginary];

    private ViewLine Real => words.Line(place.Real, "real");

    private ViewLine Imaginary => words.Line(place.Imaginary, "imaginary");

    /// <param name="title">Of what they are of; empty: of the whole result.</param>
    public ResultView Lines(string title) => new()
    {
        Kind = ResultViewKind.Lines,
        Title = title.Length > 0 ? title : "Real and imaginary",
        X = over,
        Y = Parts,
    };

    /// <param name="title">Of what they are of; empty: of the whole result.</param>
    /// <param name="count">How many there are.</param>
    public IEnumerable<ResultView> Others(string title, long count)
    {
        yield return new ResultView
        {
            Kind = ResultViewKind.Lines,
            Title = title.Length > 0 ? $"{title}, magnitude and phase" : "Magnitude and phase",
            X = over,
            Y =
            [
                Real with { Column = ColumnText.MagnitudeOf(at), Label = "magnitude" },
                new ViewLine { Column = ColumnText.PhaseOf(at), Label = "phase", Unit = "rad" },
            ],
        };
        yield return new ResultView
        {
            Kind = ResultViewKind.Path,
            Title = title.Length > 0 ? $"{title}, complex plane" : "Complex plane",
            At = at,
            Y = Parts,
            Color = over,
            Equal = true,
            Connect = count > MostPoints,
        };
    }
}
