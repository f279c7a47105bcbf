using Errand;
using Microsoft.AspNetCore.Builder;

namespace DocumentationSamples;

internal static class HostAccess
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region host
        builder.AddErrand(errand =>
        {
            errand.Access(user => user.IsInRole("ops") ? Scopes.All : Scopes.Parse("submit:add"));
            errand.UseKeys(); // Keys of Errand too, if you want them.
            errand.MapTask("add", (int x, int y) => x + y);
        });
        #endregion
    }
}
