using System.ComponentModel;
using Errand;

namespace Quickstart;

/// <summary>The result of the task type <c>trajectory</c>: the state at the start, after every step, and at the landing.</summary>
internal sealed record TrajectoryResult(
    [property: Description("Instants, s. dt apart, but for the last, the landing."), Unit("s")]
    IReadOnlyList<double> T,

    [property: Description("Position at each instant: x, y, z, m."), Unit("m")]
    IReadOnlyList<double[]> R,

    [property: Description("Velocity at each instant: x, y, z, m/s."), Unit("m/s")]
    IReadOnlyList<double[]> V,

    [property: Description("Greatest height of the flight, m, also where it lies between two instants."), Unit("m")]
    double Apex,

    [property: Description("Horizontal distance from the start to the landing, m."), Unit("m")]
    double Range,

    [property: Description(
        "Change of the mechanical energy (kinetic, and potential above the ground) from start to landing, relative to the start. "
        + "Without drag nothing does work but gravity, so it is the error of the computation; with drag it is minus the part that went into the air.")]
    double EnergyDrift);
