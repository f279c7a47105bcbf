namespace Quickstart;

/// <summary>The classical Runge-Kutta method: its error falls with the fourth power of the step. Exact for a parabola.</summary>
internal static class RungeKutta
{
    /// <summary>The state after one step of so many seconds.</summary>
    public static BallState Step(FlightForces forces, BallState state, double seconds)
    {
        double half = 0.5 * seconds;

        Vector3 v1 = state.Velocity;
        Vector3 a1 = forces.Acceleration(v1);
        Vector3 v2 = state.Velocity + half * a1;
        Vector3 a2 = forces.Acceleration(v2);
        Vector3 v3 = state.Velocity + half * a2;
        Vector3 a3 = forces.Acceleration(v3);
        Vector3 v4 = state.Velocity + seconds * a3;
        Vector3 a4 = forces.Acceleration(v4);

        double sixth = seconds / 6;
        return new BallState(
            state.Position + sixth * (v1 + 2 * v2 + 2 * v3 + v4),
            state.Velocity + sixth * (a1 + 2 * a2 + 2 * a3 + a4));
    }
}
