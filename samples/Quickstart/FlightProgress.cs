using System.Globalization;
using Errand;

namespace Quickstart;

/// <summary>Tells how far a flight has come, by the time that is left until the landing.</summary>
internal sealed class FlightProgress(TaskContext task)
{
    private double _fraction;

    public void Report(double instant, BallState state)
    {
        // As if the rest of the flight were a parabola: exact without drag, and close enough with it.
        double rise = state.Velocity.Z / FlightForces.Gravity;
        double left = rise + Math.Sqrt(rise * rise + 2 * state.Position.Z / FlightForces.Gravity);
        double estimate = instant + left > 0 ? instant / (instant + left) : 0;

        // Lift can make the rest of the flight longer than it looked; what was reported is not taken back.
        _fraction = Math.Max(_fraction, estimate);
        task.ReportProgress(_fraction, string.Create(CultureInfo.InvariantCulture, $"{instant:F2} s in the air"));
    }

    public void Done() => task.ReportProgress(1, "landed");
}
