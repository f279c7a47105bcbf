using System.Text.Json;
using Quickstart;

namespace Errand.Tests.Quickstart;

/// <summary>The simulation as a task of a whole server.</summary>
public sealed class TrajectoryTaskTests
{
    [Fact]
    public async Task A_flight_is_submitted_run_and_answered()
    {
        await using ErrandApp app = await Start();

        TaskId id = await app.Tasks.SubmitAsync(
            "trajectory", new { dt = 0.01, mass = 0.057, radius = 0.033, r0 = new[] { 0, 0, 0 }, v0 = new[] { 3, 4, 20 } },
            cancellationToken: TestContext.Current.CancellationToken);
        TaskView? task = await app.Tasks.WaitAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(OutcomeState.Succeeded, task!.Outcome);
    }

    [Fact]
    public async Task Arguments_out_of_range_are_refused_before_anything_is_stored()
    {
        await using ErrandApp app = await Start();

        InvalidTaskException refusal = await Assert.ThrowsAsync<InvalidTaskException>(() => app.Tasks.SubmitAsync(
            "trajectory",
            new { dt = 0, mass = -1, radius = 0.033, r0 = new[] { 0, 0 }, v0 = new[] { 3, 4, 20 }, spin = Array.Empty<double>() },
            cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["#/args/dt", "#/args/mass", "#/args/r0", "#/args/spin"], refusal.Faults.Select(fault => fault.Pointer).Order());
    }

    [Fact]
    public void A_result_of_the_longest_flight_fits_the_store()
    {
        // Numbers of as many digits as a double can have.
        double[] worst = [-1.2345678901234567e-100, -1.2345678901234567e-100, -1.2345678901234567e-100];
        int oneStep = JsonSerializer.SerializeToUtf8Bytes(worst).Length * 2 + 26;

        Assert.True((long)Trajectory.MaxSteps * oneStep < TaskLimits.DefaultMaxResultBytes);
    }

    private static async Task<ErrandApp> Start()
    {
        var app = ErrandApp.CreateInMemory();
        app.MapTask("trajectory", (TrajectoryArgs a, TaskContext task, CancellationToken cancel) => Trajectory.Simulate(a, task, cancel));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
