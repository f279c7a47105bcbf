using System.Text.Json.Serialization;

namespace Errand.Dashboard.Tests.Servers;

internal enum HostileChoice
{
    Good,

    [JsonStringEnumMemberName("</option></select><script data-hostile>alert(37)</script>")]
    Evil,
}
