namespace Quickstart;

/// <summary>The classical Runge-Kutta method: its error falls with the fourth power of the step. Exact for a parabola.</summary>
internal static class RungeKutta
{
    /// <summary>The state after one step of so many seconds.</summary>
    public static BallState Step(FlightForces forces, BallState state, double seconds)
    {
        var half = 0.5 * seconds;

        var v1 = state.Velocity;
        var a1 = forces.Acceleration(v1);
        var v2 = state.Velocity + half * a1;
        var a2 = forces.Acceleration(v2);
        var v3 = state.Velocity + half * a2;
        var a3 = forces.Acceleration(v3);
        var v4 = state.Velocity + seconds * a3;
        var a4 = forces.Acceleration(v4);

        var sixth = seconds / 6;
        return new BallState(
            state.Position + sixth * (v1 + 2 * v2 + 2 * v3 + v4),
            state.Velocity + sixth * (a1 + 2 * a2 + 2 * a3 + a4));
    }
}
