using Quickstart;

namespace Errand.Tests.Quickstart;

/// <summary>How the simulation behaves as a task.</summary>
public sealed class TrajectoryRunTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(new double[] { 0, -400, 100 })]
    public void Progress_rises_from_0_to_1(double[]? spin)
    {
        var reports = new List<double>();
        TrajectoryArgs args = Flights.InAir with { Dt = 1e-4, Spin = spin };

        Trajectory.Simulate(args, TaskContext.ForTesting((fraction, _) => reports.Add(fraction)), TestContext.Current.CancellationToken);

        Assert.True(reports.Count > 50);
        Assert.Equal((0, 1), (reports[0], reports[^1]));
        Assert.All(reports, fraction => Assert.InRange(fraction, 0, 1));
        Assert.Equal(reports.Order(), reports);
    }

    [Fact]
    public void A_cancelled_flight_ends_soon()
    {
        using var stop = new CancellationTokenSource();
        int reports = 0;
        var task = TaskContext.ForTesting((_, _) =>
        {
            if (++reports == 3)
            {
                stop.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => Trajectory.Simulate(Flights.InAir with { Dt = 1e-4 }, task, stop.Token));

        Assert.Equal(3, reports);
    }

    [Fact]
    public void A_flight_of_too_many_steps_fails_and_says_what_to_do()
    {
        TaskFailedException failure = Assert.Throws<TaskFailedException>(() => Flights.Fly(Flights.Thrown with { Dt = 1e-9 }));

        Assert.Contains("raise dt", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(-1e6)]
    [InlineData(1e200)]
    public void A_step_too_long_for_the_drag_fails_and_makes_no_nonsense(double speedUp)
    {
        // So much drag on so little mass that one step overshoots by orders of magnitude, and the next by more.
        TaskFailedException failure = Assert.Throws<TaskFailedException>(
            () => Flights.Fly(Flights.InAir with { Dt = 10, Mass = 1e-6, V0 = [0, 0, speedUp], R0 = [0, 0, 1e9] }));

        Assert.Contains("lower dt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_below_the_ground_fails()
    {
        TaskFailedException failure = Assert.Throws<TaskFailedException>(() => Flights.Fly(Flights.Thrown with { R0 = [0, 0, -0.1] }));

        Assert.Contains("r0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_that_make_no_sense_fail_for_good()
    {
        TrajectoryArgs good = Flights.Thrown;
        TrajectoryArgs[] bad =
        [
            good with { Dt = 0 }, good with { Dt = -1 }, good with { Dt = double.NaN }, good with { Dt = double.PositiveInfinity },
            good with { Mass = 0 }, good with { Mass = -1 }, good with { Radius = 0 }, good with { Radius = double.NaN },
            good with { Drag = -0.1 }, good with { R0 = [0, 0] }, good with { V0 = [0, 0, double.NaN] }, good with { Spin = [1, 2, 3, 4] },
        ];

        Assert.All(bad, args => Assert.Throws<TaskFailedException>(() => Flights.Fly(args)));
    }
}
