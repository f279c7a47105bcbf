using Errand;
using TortureServer;

Leash.Watch();
var app = ErrandApp.Create(args);
TortureTasks.Map(app, RunHistory.FromEnvironment());
app.Run();
