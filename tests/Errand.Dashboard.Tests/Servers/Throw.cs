using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>Arguments with bounds, units, defaults and short arrays.</summary>
internal sealed record Throw(
    [property: Description("Time step"), Unit("s"), Range(0, 60.0, MinimumIsExclusive = true)] double Dt,
    [property: Description("Mass of the ball"), Unit("kg"), Range(0, 1e3, MinimumIsExclusive = true)] double Mass,
    [property: Description("Where the flight starts: x, y, z"), Unit("m"), MinLength(3), MaxLength(3)] double[] R0,
    double Drag = 0,
    [property: MinLength(3), MaxLength(3)] double[]? Spin = null,
    bool Wind = false,
    ThrowMode Mode = ThrowMode.Fast);
