using Errand;
using Quickstart;
using Quickstart.Gallery;

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
    .WithExample("""{"dt":0.01,"mass":0.145,"radius":0.037,"r0":[0,0,1],"v0":[30,3,20],"drag":0.35,"spin":[0,-100,60]}""")
    .WithView(v => v.Path("Flight", "/r").Axes("x", "y", "z", unit: "m").ColorBy("/t", "time", "s").EqualScale())
    .WithView(v => v.Lines("Height").X("/t", "time", "s").Y("/r/*/2", "height", "m").Y("/v/*/2", "climb", "m/s", side: Side.Right));

// Results worth looking at, one for each way.
app.MapTask("lorenz", (LorenzArgs a, TaskContext task, CancellationToken cancel) => Lorenz.Run(a, task, cancel))
    .WithDescription("The Lorenz attractor: a path in space that never repeats itself.")
    .WithView(v => v.Path("Attractor", "/path").Axes("x", "y", "z").ColorBy("/t", "time"));

app.MapTask("plate", (PlateArgs a, TaskContext task, CancellationToken cancel) => HeatedPlate.Run(a, task, cancel))
    .WithDescription("How heat spreads over a plate, as twelve pictures.")
    .WithView(v => v.Heatmap("Temperature", "/temperature"));

app.MapTask("decay", (DecayArgs a) => DecayFit.Run(a))
    .WithDescription("Counts of a decaying source with their errors, and a fit.");

app.MapTask("sunflower", (SunflowerArgs a) => Sunflower.Draw(a))
    .WithDescription("The seeds of a sunflower, as a picture.");

app.MapTask("planets", Planets.All)
    .WithDescription("The planets and how long they take around the Sun, as a table.");

app.Run();
