using Errand;
using Quickstart;

var app = ErrandApp.Create(args);

app.MapTask("quickstart", (string required_arg) => new { message = $"Hello, {required_arg}!" })
    .WithDescription("Answers with a greeting.");

// long: the sum of two ints need not fit an int.
app.MapTask("add", (int x, int y) => (long)x + y)
    .WithDescription("The sum of two integers.");

app.MapTask("trajectory", (TrajectoryArgs a, TaskContext task, CancellationToken cancel) => Trajectory.Simulate(a, task, cancel))
    .WithDescription("The flight of a ball, with or without drag and spin.")
    .WithTimeout(TimeSpan.FromMinutes(5))
    .WithMaxAttempts(5)
    .WithQueue("simulations")
    .WithTimeToLive(TimeSpan.FromDays(1))
    .WithView(v => v.Path("Flight", "/r").Axes("x", "y", "z", unit: "m").ColorBy("/t", "time", "s").EqualScale())
    .WithView(v => v.Lines("Height").X("/t", "time", "s").Y("/r/*/2", "height", "m").Y("/v/*/2", "climb", "m/s", side: Side.Right));

app.Run();
