using System.Globalization;
using Errand;

namespace Quickstart;

/// <summary>Simulates the flight of a ball until it comes down to the ground.</summary>
internal static class Trajectory
{
    /// <summary>So that a result (some 140 bytes of JSON a step) stays well below the largest that the server stores.</summary>
    public const int MaxSteps = 1_000_000;

    // Some 20 µs of steps: a cancel is heard at once, and asking costs nothing.
    private const int StepsBetweenReports = 256;

    /// <exception cref="TaskFailedException">The arguments make no flight that can be computed.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public static TrajectoryResult Simulate(TrajectoryArgs args, TaskContext task, CancellationToken cancellationToken)
    {
        var plan = FlightPlan.From(args);
        var record = new FlightRecord(plan);
        var progress = new FlightProgress(task);
        record.Add(0, plan.Start);

        BallState state = plan.Start;
        for (int step = 0; step < MaxSteps; step++)
        {
            // Multiplied, not summed up: a million additions of dt would round a million times.
            double instant = step * plan.Step;
            if (step % StepsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report(instant, state);
            }

            BallState next = RungeKutta.Step(plan.Forces, state, plan.Step);
            if (!next.IsFinite || GainedEnergy(plan.Start, next))
            {
                throw new TaskFailedException(
                    string.Create(CultureInfo.InvariantCulture, $"The computation became unstable after {instant} s: lower dt."));
            }

            if (state.Velocity.Z > 0 && next.Velocity.Z <= 0)
            {
                record.SawHeight(HeightAtTop(plan, state));
            }

            if (next.Position.Z <= 0)
            {
                return Land(plan, record, progress, instant, state);
            }

            record.Add((step + 1) * plan.Step, next);
            state = next;
        }

        throw new TaskFailedException(string.Create(
            CultureInfo.InvariantCulture,
            $"The ball still flies after {MaxSteps} steps, {MaxSteps * plan.Step} s: raise dt, or slow it down."));
    }

    // Air only takes energy. A step too long for the drag or the spin shows as energy from nowhere; rounding is far below one in a hundred.
    private static bool GainedEnergy(BallState start, BallState next)
    {
        double speed = next.Velocity.Length;
        return next.Energy - start.Energy > 0.01 * (start.Energy + speed * speed);
    }

    private static double HeightAtTop(FlightPlan plan, BallState before)
    {
        double rise = PartialStep.While(state => state.Velocity.Z > 0, plan.Forces, before, plan.Step);
        return RungeKutta.Step(plan.Forces, before, rise).Position.Z;
    }

    private static TrajectoryResult Land(FlightPlan plan, FlightRecord record, FlightProgress progress, double instant, BallState before)
    {
        double fall = PartialStep.While(state => state.Position.Z > 0, plan.Forces, before, plan.Step);
        BallState landing = RungeKutta.Step(plan.Forces, before, fall);
        landing = landing with { Position = landing.Position with { Z = 0 } };

        record.Add(instant + fall, landing);
        progress.Done();
        return record.Result(landing);
    }
}
