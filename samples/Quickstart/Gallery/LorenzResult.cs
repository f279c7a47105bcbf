using System.ComponentModel;

namespace Quickstart.Gallery;

/// <summary>The result of the task type <c>lorenz</c>.</summary>
internal sealed record LorenzResult(
    [property: Description("The time of each point.")]
    IReadOnlyList<double> T,

    [property: Description("The points: x, y, z.")]
    IReadOnlyList<double[]> Path);
