using Errand;
using Errand.TortureServer;

Leash.Watch();
var app = ErrandApp.Create(args);
ThrowingObservers.AddTo(app.Services);
TortureTasks.Map(app, RunHistory.FromEnvironment());
app.Run();
