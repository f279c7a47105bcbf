using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Quickstart.Gallery;

/// <summary>The arguments of the task type <c>lorenz</c>.</summary>
internal sealed record LorenzArgs(
    [Description("How many points the path has.")]
    [Range(2, 1_000_000)]
    int Points = 100_000,

    [Description("The time from one point to the next.")]
    [Range(0.0001, 0.02)]
    double Dt = 0.002);
