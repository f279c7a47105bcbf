#region program
using Errand;
#endregion

namespace DocumentationSamples;

internal static class FirstProgram
{
    public static void Run(string[] args)
    {
        #region program
        var app = ErrandApp.Create(args);
        app.MapTask("add", (int x, int y) => x + y);
        app.Run();
        #endregion
    }
}
