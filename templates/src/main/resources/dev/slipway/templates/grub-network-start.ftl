# The machine's own configuration: asked for until one of them boots something.
if regexp --set 1:a --set 2:b --set 3:c --set 4:d --set 5:e --set 6:f '^(..):(..):(..):(..):(..):(..)' "$net_default_mac"; then
  set slipway_own=${model.path()}$a-$b-$c-$d-$e-$f/grub.cfg
else
  set slipway_own=${model.path()}unknown/grub.cfg
fi
while true; do
  echo "Asking for $slipway_own ..."
  source $slipway_own
  echo "Asking again in ${model.seconds} s. Press Esc for GRUB's own command line."
  if sleep --interruptible ${model.seconds}; then true; else break; fi
done
