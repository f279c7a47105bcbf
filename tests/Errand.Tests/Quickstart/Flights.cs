using Quickstart;

namespace Errand.Tests.Quickstart;

/// <summary>The flights that the tests vary.</summary>
internal static class Flights
{
    public const double Gravity = FlightForces.Gravity;

    /// <summary>A tennis ball, hit from the ground, without air.</summary>
    public static TrajectoryArgs Thrown { get; } = new(Dt: 0.01, Mass: 0.057, Radius: 0.033, R0: [1, -2, 0], V0: [12, 5, 20]);

    /// <summary>The same in air.</summary>
    public static TrajectoryArgs InAir { get; } = Thrown with { Drag = 0.5 };

    public static TrajectoryResult Fly(TrajectoryArgs args) =>
        Trajectory.Simulate(args, TaskContext.ForTesting(), TestContext.Current.CancellationToken);

    /// <summary>J per kg.</summary>
    public static double Energy(double[] position, double[] velocity) => 0.5 * velocity.Sum(v => v * v) + Gravity * position[2];
}
