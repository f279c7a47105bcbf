using Errand;

var app = ErrandApp.Create(args);
app.MapTask("quickstart", (string required_arg) => new { message = $"Hello, {required_arg}!" });
app.MapTask("add", (int x, int y) => x + y);
app.Run();
