"""Every scene that can be drawn, by its key."""

from demo.drawing.scenes import building, fire, grounds, kitchen, power, rooms, stores, streets

ROOMS = {
    building: "ceiling railing scaffold stairwell wall_crack",
    fire: "barred_window exit_blocked exit_light extinguisher hydrant",
    grounds: "hoop manhole playground pond tree",
    kitchen: "cylinders dispenser exhaust food_store gas_hose",
    power: "lamp panel power_strip",
    rooms: "bins boiler lab_cabinet papers wet_floor",
    stores: "ebikes storeroom",
    streets: "bollards bus camera crossing stalls",
}
SCENES = {key: getattr(room, key) for room, keys in ROOMS.items() for key in keys.split()}
