using System.ComponentModel;
using Errand;

namespace Quickstart.Gallery;

/// <summary>The result of the task type <c>decay</c>.</summary>
internal sealed record DecayResult(
    [property: Description("When each count began, s."), Unit("s"), Label("time")]
    IReadOnlyList<double> T,

    [property: Description("What was counted."), Label("counted")]
    IReadOnlyList<double> Count,

    [property: Description("The standard deviation of each count."), ErrorOf(nameof(DecayResult.Count))]
    IReadOnlyList<double> Sigma,

    [property: Description("What the fit says."), Label("fit")]
    IReadOnlyList<double> Fit,

    [property: Description("The half-life that fits best, s."), Unit("s"), Label("half-life")]
    double HalfLife,

    [property: Description("Chi square per degree of freedom: near 1 if the fit is good."), Label("χ² / dof")]
    double ChiSquare);
