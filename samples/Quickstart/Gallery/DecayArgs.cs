using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Quickstart.Gallery;

/// <summary>The arguments of the task type <c>decay</c>.</summary>
internal sealed record DecayArgs(
    [Description("Half-life of the source, s.")]
    [Range(1.0, 1000.0)]
    double HalfLife = 20,

    [Description("Counts in the first two seconds.")]
    [Range(100.0, 1e6)]
    double Start = 800,

    [Description("How often is counted.")]
    [Range(3, 1000)]
    int Counts = 30,

    [Description("The noise is the same for the same number.")]
    int Seed = 1);
