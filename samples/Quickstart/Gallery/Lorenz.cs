using Errand;

namespace Quickstart.Gallery;

/// <summary>The path of E. N. Lorenz, "Deterministic nonperiodic flow", J. Atmos. Sci. 20, 130 (1963): two steps that begin almost at one
/// point soon have nothing in common.</summary>
internal static class Lorenz
{
    // The constants of the paper.
    private const double Sigma = 10;
    private const double Rho = 28;
    private const double Beta = 8.0 / 3;

    private const int StepsBetweenReports = 1000;

    /// <exception cref="OperationCanceledException">The task was cancelled.</exception>
    public static LorenzResult Run(LorenzArgs args, TaskContext task, CancellationToken cancellationToken)
    {
        double[] times = new double[args.Points];
        double[][] path = new double[args.Points][];
        Vector3 state = new(1, 1, 1);
        for (int i = 0; i < args.Points; i++)
        {
            if (i % StepsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                task.ReportProgress((double)i / args.Points);
            }

            times[i] = i * args.Dt;
            path[i] = [state.X, state.Y, state.Z];
            state = Step(state, args.Dt);
        }

        return new LorenzResult(times, path);
    }

    /// <summary>One step of the classical Runge-Kutta method.</summary>
    private static Vector3 Step(Vector3 state, double dt)
    {
        Vector3 k1 = Change(state);
        Vector3 k2 = Change(state + 0.5 * dt * k1);
        Vector3 k3 = Change(state + 0.5 * dt * k2);
        Vector3 k4 = Change(state + dt * k3);
        return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }

    private static Vector3 Change(Vector3 s) => new(Sigma * (s.Y - s.X), s.X * (Rho - s.Z) - s.Y, s.X * s.Y - Beta * s.Z);
}
