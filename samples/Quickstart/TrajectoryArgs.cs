using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Quickstart;

/// <summary>The arguments of the task type <c>trajectory</c>.</summary>
internal sealed record TrajectoryArgs(
    [Description("Time step, s. The error of the flight falls with its fourth power.")]
    [Range(0.0, 60.0, MinimumIsExclusive = true)]
    double Dt,

    [Description("Mass of the ball, kg.")]
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    double Mass,

    [Description("Radius of the ball, m. It matters with drag or spin only.")]
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    double Radius,

    [Description("Where the flight starts: x, y, z, m. z points up, the ground is z = 0.")]
    [Length(3, 3)]
    double[] R0,

    [Description("Velocity at the start: x, y, z, m/s.")]
    [Length(3, 3)]
    double[] V0,

    [Description("Drag coefficient C_d of the quadratic drag; 0 is none, a smooth ball has about 0.5.")]
    [Range(0.0, 10.0)]
    double Drag = 0,

    [Description("Spin: x, y, z, rad/s, by the right-hand rule; null is none. The ball bends towards spin × velocity (Magnus effect).")]
    [Length(3, 3)]
    double[]? Spin = null);
