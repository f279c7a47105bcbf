namespace Quickstart;

/// <summary>Finds the instant within a step at which something happens: the landing, the apex.</summary>
/// <remarks>It steps anew instead of interpolating, so that the instant is as exact as the method: apex and range keep its fourth
/// order.</remarks>
internal static class PartialStep
{
    // A double's 53 bits, and a few more to be done with it.
    private const int Bisections = 60;

    /// <summary>The longest step, up to so many seconds, after which the condition still holds. It must hold at 0 and fail at the
    /// end.</summary>
    public static double While(Func<BallState, bool> condition, FlightForces forces, BallState start, double seconds)
    {
        (double low, double high) = (0.0, seconds);
        for (int i = 0; i < Bisections; i++)
        {
            double middle = 0.5 * (low + high);
            if (condition(RungeKutta.Step(forces, start, middle)))
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
