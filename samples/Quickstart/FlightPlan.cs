using System.Globalization;
using Errand;

namespace Quickstart;

/// <summary>Arguments that make sense to the simulation, whoever called it.</summary>
internal sealed record FlightPlan(double Step, BallState Start, FlightForces Forces)
{
    /// <exception cref="TaskFailedException">The arguments contradict physics, so trying again is of no use.</exception>
    public static FlightPlan From(TrajectoryArgs args)
    {
        Require(double.IsFinite(args.Dt) && args.Dt > 0, "dt must be positive and finite.");
        Require(double.IsFinite(args.Mass) && args.Mass > 0, "mass must be positive and finite.");
        Require(double.IsFinite(args.Radius) && args.Radius > 0, "radius must be positive and finite.");
        Require(double.IsFinite(args.Drag) && args.Drag >= 0, "drag must be finite and not negative.");

        Vector3 position = Vector(args.R0, "r0");
        Vector3 velocity = Vector(args.V0, "v0");
        Vector3 spin = args.Spin is null ? default : Vector(args.Spin, "spin");
        Require(position.Z >= 0, "r0 is below the ground: its z must not be negative.");

        return new FlightPlan(args.Dt, new BallState(position, velocity), new FlightForces(args.Mass, args.Radius, args.Drag, spin));
    }

    private static Vector3 Vector(double[] components, string name)
    {
        Require(
            components.Length == 3,
            string.Create(CultureInfo.InvariantCulture, $"{name} must have three components; it has {components.Length}."));
        Require(components.All(double.IsFinite), $"{name} must be finite.");
        return Vector3.From(components);
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new TaskFailedException(message);
        }
    }
}
